"""First stage of reading: raw parameters become one typed plan, or every error at once. Pure."""
