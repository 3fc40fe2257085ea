"use strict";

// Of the page at `/api/docs`. Its validator is a service on the internet, which would be told of this server.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  validatorUrl: null,
  supportedSubmitMethods: ["get"],
});
