"""Pages of matters: reporting one, following one's own, handling those of others."""
