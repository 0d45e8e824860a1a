"""Acts of the desk's pages as operations: the page's own form checks what is sent, its own function does it."""
