"""Kafka-compatible brokers that this program can start itself, on a free port of the loopback interface.

embedded.py   a small broker in one binary, in memory: for the demo and for tests on a bare machine
apache.py     Apache Kafka on local Java, from jars in a cache: for tests that need the real one
process.py    a child process that dies with its parent
"""
