// What ESLint asks of the scripts of the pages; run by `make lint`.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["geo/**/*.js", "tests/js/*.js"],
    languageOptions: { ecmaVersion: "latest", sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }] /* undefined and null are both unknown */,
      "no-var": "error",
      "prefer-const": "error",
      "no-implicit-globals": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { args: "after-used" }],
    },
  },
  { files: ["geo/api/endpoints/documentation.js"], languageOptions: { globals: { SwaggerUIBundle: "readonly" } } },
  // Leaflet and the constants of the style are there before the map's own script.
  { files: ["geo/maps/js/**/*.js"], languageOptions: { globals: { L: "readonly", STYLE: "readonly" } } },
  // The shell puts the page's translations before its script.
  { files: ["geo/ui/shell/page.js"], languageOptions: { globals: { WORDS: "readonly" } } },
];
