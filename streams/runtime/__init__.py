"""What keeps a Faust app exact: tables by partition, their recovery, the order of effects, and the guards around it.

Of all files here only records.py knows what the values mean. streams/agents.py says what a batch does, and
streams/app.py puts both together.
"""
