"""Telling people: notices made from the record, sent, and marked as read."""
