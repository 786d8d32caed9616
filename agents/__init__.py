"""Everything that can fail for other reasons than text: Kafka, Faust, metrics, the command line."""
