"""The tables of the view's file. All of it can be read again from the topics, so there are no migrations."""

from typing import Final

VERSION: Final = 1  # raised with any change below; a file of another version is built anew

FIGURES: Final = (
    "injured_stated, injured_low, injured_best, injured_high, injured_open, "
    "killed_stated, killed_low, killed_best, killed_high, killed_open"
)
"""The columns of a Tally after `attacks`, in its order."""

TABLES: Final = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE positions (topic TEXT, partition INTEGER, next INTEGER NOT NULL, PRIMARY KEY (topic, partition))
  WITHOUT ROWID;
-- The first record of each partition: with another, the topic is another.
CREATE TABLE firsts (topic TEXT, partition INTEGER, start INTEGER NOT NULL, timestamp INTEGER NOT NULL,
  PRIMARY KEY (topic, partition)) WITHOUT ROWID;
-- Without the record: a scan over a hundred thousand incidents would read it all.
CREATE TABLE incidents (
  number INTEGER PRIMARY KEY,
  incident_id TEXT NOT NULL UNIQUE,
  country TEXT NOT NULL,
  occurred INTEGER NOT NULL, -- microseconds since 1970
  hour INTEGER NOT NULL, -- since 1970, see streams/counters/windows.py
  event_type TEXT NOT NULL,
  {FIGURES.replace(",", " INTEGER NOT NULL,")} INTEGER NOT NULL,
  place TEXT, latitude REAL, longitude REAL, geo_precision INTEGER,
  reports INTEGER NOT NULL
);
CREATE INDEX incidents_by_time ON incidents (occurred, incident_id);
CREATE INDEX incidents_by_country ON incidents (country, occurred, incident_id);
CREATE TABLE incident_records (number INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE actors (name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (name, number)) WITHOUT ROWID;
CREATE INDEX actors_by_incident ON actors (number);
CREATE VIRTUAL TABLE words USING fts5 (place, actors, weapon, sentences, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE corrections (
  number INTEGER PRIMARY KEY,
  correction_id TEXT NOT NULL UNIQUE,
  country TEXT NOT NULL,
  reported INTEGER NOT NULL, -- microseconds since 1970
  written INTEGER NOT NULL, -- the record's timestamp, the same unit
  record BLOB NOT NULL
);
CREATE INDEX corrections_by_time ON corrections (reported, correction_id);
CREATE INDEX corrections_by_country ON corrections (country, reported, correction_id);
CREATE TABLE counters (country TEXT PRIMARY KEY, newest_hour INTEGER, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (article_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE touched (country TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE changes (version INTEGER PRIMARY KEY AUTOINCREMENT, change TEXT NOT NULL);
"""
