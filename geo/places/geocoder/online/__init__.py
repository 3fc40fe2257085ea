"""Online geocoders: Nominatim, Photon and Pelias. Off until the operator configures one."""
