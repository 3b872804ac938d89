"""Reading for programs and for notices: places, words, and who is told what."""
