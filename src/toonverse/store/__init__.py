"""Where works live: rows, pictures, fonts."""
