"""The rules about content that need more than one field or file: one generator each."""
