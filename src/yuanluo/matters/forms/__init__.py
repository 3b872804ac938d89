"""Forms of the workbench: what narrows a list, and what a playbook's steps ask."""
