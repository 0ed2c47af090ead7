"""What helps people to read free texts: marks on what may name a person, and no quotation in their own words."""
