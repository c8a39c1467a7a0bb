"""The OpenAPI description, derived from the declarations."""
