"""The public face: news as a feed, what machines may read and where, and what the law says must be said.

Each room says what of its own is public; here nobody is asked who they are.
"""
