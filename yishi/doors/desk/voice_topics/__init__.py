"""The desk's pages of hot topics: what many residents say at once, how it grows, and the weekly bulletin."""
