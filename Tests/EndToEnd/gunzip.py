"""Prints a gzip file inflated: gunzip.py FILE"""
import gzip, sys
sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())
