"""Reading matters: what is needed to judge an act, worklists, timelines, figures."""
