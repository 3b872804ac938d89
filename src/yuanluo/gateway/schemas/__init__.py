"""What programs send and are answered, as the OpenAPI document describes it.

What is sent is read by these; what is answered is written by hand from values that name
each field, and tests compare the two. A field is private until it stands here.
"""
