"""Pages of people: one's own, the register of a village, a demonstration's cast."""
