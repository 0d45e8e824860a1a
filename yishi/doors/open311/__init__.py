"""Open311 GeoReport v2: other systems send residents' messages in, and read what was made public."""
