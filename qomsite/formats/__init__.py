"""Problems as a document that an editor or a CI server reads, and what the guide says of each."""
