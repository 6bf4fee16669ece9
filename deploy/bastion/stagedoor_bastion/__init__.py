"""What runs on a bastion: the gate that people land in, and the collector that speaks to the platform.

Python's standard library only, from 3.9 on, so that a bastion needs nothing but OpenSSH and Python.
"""
