"""Take out of records what must not be seen: rules find it, a person decides, and only then is anything written."""
