"""Files of the pages for people, served as they are."""
