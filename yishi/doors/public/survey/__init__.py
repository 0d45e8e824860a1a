"""A questionnaire that anybody answers, without an account, in large type."""
