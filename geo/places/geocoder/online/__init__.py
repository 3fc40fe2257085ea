"""Where, asked of others: Nominatim, Photon and Pelias. Off until the operator names one; nothing else reaches out."""
