"""What all doors show of residents' messages: their lines in lists, one message's page, the quick entry."""
