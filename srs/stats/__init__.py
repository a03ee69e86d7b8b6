"""What do the reviews say? Pure functions from a log's columns to figures and tables.

numpy lives in this wing alone and is imported inside functions, so that nobody
pays for it who asks for no statistic.
"""
