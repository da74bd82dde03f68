# What a script with boto3 does, in a process that stays: a task a line on stdin, its outcome a line on stdout.
import gc
import json
import sys
import time

import boto3

client = boto3.client('redshift')


def kept():
    gc.collect()
    with open('/proc/self/status') as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith('VmRSS'))


def snapshots():
    pages = client.get_paginator('describe_cluster_snapshots').paginate()
    return [snapshot for page in pages for snapshot in page['Snapshots']]


for line in sys.stdin:
    task = json.loads(line)
    before = kept() if task['memory'] else 0
    start, cpu = time.perf_counter(), time.process_time()
    listed = snapshots()
    outcome = {
        'milliseconds': (time.perf_counter() - start) * 1000,
        'cpu': (time.process_time() - cpu) * 1000,
        'count': len(listed),
    }
    outcome['kept'] = kept() - before if task['memory'] else 0
    del listed
    print(json.dumps(outcome), flush=True)
