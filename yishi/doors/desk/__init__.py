"""The desk: where office staff, secretariat, committees, leaders and the coordinating offices work."""
