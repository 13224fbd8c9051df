"""Letters out of records: which kinds there are, what each knows, how its wording is filled."""
