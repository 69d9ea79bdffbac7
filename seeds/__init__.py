"""The articles this project is shown with, and the sources of the data that it ships."""
