// Narrows the index of titles while one types. Without it the index is read from آ to ی.
