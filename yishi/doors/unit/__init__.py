"""The unit's door (承办单位): its liaison officer works here at a desk, its head signs here on a phone."""
