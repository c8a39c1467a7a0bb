"""Published releases: their files, older formats of them, and the register."""
