"""What is laid over Faust 0.15.3, and why.

Faust keeps what it does well: joining the group, assigning changelog partitions beside their source, supervising
agents, starting and stopping services in order. The path of a message is ours, because Faust's own loses messages at
restarts, doubles them under load, and spends three quarters of its time on bookkeeping.

consumer.py, Consumer; thread.py, the thread around aiokafka's consumer:

    _drain_messages         hands over slices of a partition: no task, queue entry or lock for each message
    perform_seek            seeks every partition, those without a committed offset too, and stops aiokafka
                            fetching changelogs
    _commit_tps             commits what is settled, in order; stock Faust commits past gaps, and hangs on larger ones
    wait_empty              waits for the work in hand; stock Faust collects garbage and sleeps for a second
    on_partitions_revoked   forgets what is settled after the last commit, not before it
    _new_consumer_thread    on uvloop
    verify_all_partitions_active   nothing: the watchdog does this, and acts
    on_start                       has the fence learn from the heartbeats
    on_thread_stop                 leaves the group, static members too; a killed one keeps its place in it
    _create_worker_consumer        short fetch waits: an idle partition must not stall a busy one

recovery.py, TableManager and Recovery:

    _restart_recovery       reads for itself while the flow stands still: no queue that is cleared, no signal that comes
                            too early; seeks, and only then resumes, unless partitions were taken away meanwhile
    on_rebalance            remembers which taking away of partitions came before it
    _slurp_changelogs, _publish_stats   nothing: there is nothing in the queue and in the counters
    TableManager.on_start   no fixed sleep of a second

state.py, the table and its store: one dictionary for each partition, dropped when the partition is revoked.
app.py, App: wires these in, and keeps Faust's environment variables, web pages and folders out.

Everything else here stands beside Faust:

    records.py     what a step takes and gives: a record in, outputs and changes of state out
    guard.py       the one place that catches: a message that cannot be processed becomes a dead letter
    tracing.py     what a message leads to carries its trace
    pump.py        batches bounded by time and count; work and delivery overlap
    delivery.py    outputs first, then state, then the acknowledgement, each awaited
    changelog.py   how far state has been read back
    fence.py       a worker that may have lost its partitions sends nothing
    brake.py       a worker that sets nearly everything aside ends
    watchdog.py    a worker that is stuck says why and exits
    driver.py      the topology without a broker, for tests
"""
