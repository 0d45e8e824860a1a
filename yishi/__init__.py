"""Yishi (议事): the working year of a people's congress standing committee or a CPPCC committee."""

__version__ = "0.1.0"
