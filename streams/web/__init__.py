"""The web view: its own reader of the topics, its own SQLite file, an API and a page. It never asks a worker."""
