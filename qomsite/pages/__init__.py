"""Which pages exist, where, and what each shows: one module per page type, each with its view."""
