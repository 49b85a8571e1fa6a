"""`build.py audit`: what each type of page costs a reader with a cheap phone and a slow link."""
