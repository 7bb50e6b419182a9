"""Turns a directory, or a prefix of an object store, of histories into one table: a job for Spark.

    spark-submit export_histories.py --input s3://bucket/histories --output s3://bucket/tables --table messages

Each task runs `backend-message export` on its histories and passes the rows to Spark, which commits the output of a task when the
task has ended: a task that dies is run again, and no row is doubled. Large NDJSON files are split at line ends, into several tasks;
a JSON array of any size is one task, which streams it.

The job writes OUTPUT/TABLE, partitioned by the day on which a file was last changed, and OUTPUT/rejected with the invalid records
and the unreadable files. It prints the totals as a line of JSON.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq
from pyspark import StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StringType

ENDINGS = tuple(f".{kind}{packed}" for kind in ("json", "jsonl", "ndjson") for packed in ("", ".gz", ".zst"))
LINES = (".jsonl", ".ndjson")
PIECE = 1 << 20
# A task that dies is run again whole.
MOST_FILES = 1000
REJECTED = "file string, offset bigint, bytes bigint, id string, issues string, source string, failure string"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--input", required=True, help="a directory, or a URI such as s3://bucket/prefix")
    parser.add_argument("--output", required=True, help="where to write the tables, as Spark names it")
    parser.add_argument("--table", default="messages", choices=["messages", "tool-calls", "callbacks"])
    parser.add_argument("--master", help="local[2], or a cluster's (default: from spark-submit)")
    parser.add_argument("--split", type=int, default=128 << 20, help="about how many bytes a task reads at most (default: 128 MiB)")
    parser.add_argument("--command", default="backend-message", help="how to call the exporter on every machine")
    options = parser.parse_args()

    if (options.master or "").startswith("local"):
        # The workers run on this machine, so they use this interpreter.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName(f"histories to {options.table}")
    spark = (builder.master(options.master) if options.master else builder).getOrCreate()
    # Days are in UTC, wherever the cluster is.
    spark.conf.set("spark.sql.session.timeZone", "UTC")

    portions = portions_of(options.input, options.split)
    command = [*shlex.split(options.command), "export", options.table, "--format", "parquet", "--salvage"]
    columns = columns_of(command)
    schema = from_arrow_schema(columns).add("rejected", StringType())
    for field in schema:
        field.nullable = True

    # One task for each portion, whatever the number of cores.
    work = spark.sparkContext.parallelize([(json.dumps(portion),) for portion in portions], max(len(portions), 1))
    exported = spark.createDataFrame(work, "portion string").mapInArrow(exporter(command, columns, options.input), schema)
    # Two tables are written from it, and the exporter runs once.
    exported.persist(StorageLevel.DISK_ONLY)

    rows = exported.where(F.col("rejected").isNull()).drop("rejected")
    rows = rows.withColumn("day", F.to_date("file_modified"))
    rows.write.mode("overwrite").partitionBy("day").parquet(f"{options.output}/{options.table}")
    rejected = exported.select(F.from_json("rejected", REJECTED).alias("record")).where("record is not null").select("record.*")
    rejected.write.mode("overwrite").parquet(f"{options.output}/rejected")

    totals = {"files": len({file["path"] for portion in portions for file in portion}), "tasks": len(portions)}
    totals["rows"] = rows.count()
    totals["rejected"] = rejected.where("failure is null").count()
    totals["failures"] = rejected.where("failure is not null").count()
    if options.table == "messages":
        tokens = ["input_tokens", "output_tokens", "cache_creation_tokens", "cache_read_tokens"]
        sums = [F.coalesce(F.sum(column), F.lit(0)).alias(column) for column in [*tokens, "cost"]]
        totals.update(rows.select(*sums).first().asDict())
    print(json.dumps(totals))
    spark.stop()


def portions_of(source, limit):
    """What each task reads: many small files, a large one, or a part of a large one."""
    filesystem, root = filesystem_of(source)
    small, portions = [], []
    for info in filesystem.get_file_info(pa.fs.FileSelector(root, recursive=True)):
        if not info.is_file or not info.path.lower().endswith(ENDINGS):
            continue
        file = {"path": info.path, "modified": info.mtime and round(info.mtime.timestamp() * 1_000_000)}
        if info.size <= limit:
            small.append((info.size, file))
        elif info.path.lower().endswith(LINES):
            portions += [[{**file, "start": start, "end": min(start + limit, info.size)}] for start in range(0, info.size, limit)]
        else:
            portions.append([{**file, "start": 0, "end": info.size}])
    # Large files first, so that portions have about the same size.
    size = limit + 1
    for length, file in sorted(small, key=lambda item: (-item[0], item[1]["path"])):
        if size + length > limit or len(portions[-1]) == MOST_FILES:
            portions.append([])
            size = 0
        portions[-1].append(file)
        size += length
    return portions


def columns_of(command):
    """The table's columns, from an export of an empty history. Spark's times are in microseconds."""
    made = subprocess.run(command, input=b"[]", stdout=subprocess.PIPE, check=True).stdout
    columns = pq.read_schema(pa.BufferReader(made)).remove_metadata()
    times = pa.timestamp("us", "UTC")
    return pa.schema([field.with_type(times) if pa.types.is_timestamp(field.type) else field for field in columns])


def filesystem_of(source):
    if "://" in source:
        return pa.fs.FileSystem.from_uri(source)
    return pa.fs.LocalFileSystem(), str(Path(source).resolve())


def exporter(command, columns, source):
    """The map step, from portions to rows. A row belongs to the table, or is a rejected record."""
    schema = columns.append(pa.field("rejected", pa.string()))

    def run(batches):
        filesystem, _ = filesystem_of(source)
        for batch in batches:
            for portion in batch.column("portion").to_pylist():
                with tempfile.TemporaryDirectory() as place:
                    yield from rows(filesystem, json.loads(portion), Path(place))

    def rows(filesystem, portion, place):
        table, rejects = place / "table.parquet", place / "rejected.ndjson"
        arguments = [*command, "--rejected", rejects, "-o", table]
        if "start" in portion[0]:
            base, failures = export_part(filesystem, portion[0], arguments)
            named = {"-": portion[0]}
        else:
            base, (named, failures) = 0, export_files(filesystem, portion, arguments, place / "files")
        if table.exists():
            with pq.ParquetFile(table) as file:
                for group in range(file.num_row_groups):
                    for batch in file.read_row_group(group).to_batches():
                        yield placed(batch, named, base)
        rejected = [json.loads(line) for line in rejects.open()] if rejects.exists() else []
        for record in rejected:
            record.update(file=named[record["file"]]["path"], offset=record["offset"] + base, issues=json.dumps(record["issues"]))
        rejected += [{"file": named[name]["path"], "failure": failure} for name, failure in failures]
        nothing = [pa.nulls(len(rejected), field.type) for field in columns]
        texts = pa.array([json.dumps(record) for record in rejected], pa.string())
        yield pa.RecordBatch.from_arrays([*nothing, texts], schema=schema)

    def placed(batch, named, base):
        """Rows with the file, its time, and the offsets within it, in place of those the exporter saw."""
        files = [named[name] for name in batch.column("file").to_pylist()]
        arrays = {name: batch.column(name) for name in columns.names}
        arrays["file"] = pa.array([file["path"] for file in files], columns.field("file").type)
        arrays["file_modified"] = pa.array([file["modified"] for file in files], pa.int64()).cast(columns.field("file_modified").type)
        arrays["offset"] = pa.compute.add(batch.column("offset"), base)
        return pa.RecordBatch.from_arrays([*arrays.values(), pa.nulls(len(files), pa.string())], schema=schema)

    def export_part(filesystem, part, arguments):
        """Exports a part of a file; returns where its first line begins in the file, and the failures."""
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen([*arguments, "-"], stdin=subprocess.PIPE, stderr=errors)
            begins = []
            feeder = threading.Thread(target=feed, args=(filesystem, part, process.stdin, begins))
            feeder.start()
            status = process.wait()
            feeder.join()
            errors.seek(0)
            failures = failures_of(status, errors.read())
        return begins[0], [("-", failure) for _, failure in failures]

    def export_files(filesystem, files, arguments, directory):
        """Exports whole files; returns which name stands for which file, and the failures."""
        directory.mkdir()
        named = {}
        for number, file in enumerate(files):
            ending = next(ending for ending in sorted(ENDINGS, key=len, reverse=True) if file["path"].lower().endswith(ending))
            copy = directory / f"{number}{ending}"
            named[str(copy)] = file
            if isinstance(filesystem, pa.fs.LocalFileSystem):
                copy.symlink_to(file["path"])
            else:
                pa.fs.copy_files(file["path"], str(copy), source_filesystem=filesystem, destination_filesystem=pa.fs.LocalFileSystem())
        done = subprocess.run([*arguments, directory], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        return named, failures_of(done.returncode, done.stderr)

    def failures_of(status, errors):
        """The files that cannot be read, and why. Any other error ends the task, and Spark runs it again."""
        text = errors.decode(errors="replace")
        failures = re.findall(r"^backend-message: (.*) cannot be read: (.*)$", text, re.MULTILINE)
        if status in (0, 1) or (status == 2 and len(failures) == text.count("backend-message: ")):
            return failures
        raise RuntimeError(f"the exporter ended with {status}: {text}")

    return run


def feed(filesystem, part, pipe, begins):
    """Writes the lines that begin within a part of a file; appends the offset of the first to `begins`."""
    start, end = part["start"], part["end"]
    with filesystem.open_input_file(part["path"]) as file, pipe:
        is_part = start > 0 or end < file.size()
        begin = start if start == 0 else behind_line_end(file, start - 1)
        begins.append(begin)
        # The last line may end in the next part.
        stop = behind_line_end(file, end - 1) if is_part else end
        file.seek(begin)
        try:
            while begin < stop:
                piece = file.read(min(PIECE, stop - begin))
                pipe.write(piece)
                begin += len(piece)
        except BrokenPipeError:
            pass  # the exporter reports why


def behind_line_end(file, place):
    """The end of the line that has the byte at `place`."""
    file.seek(place)
    while piece := file.read(PIECE):
        found = piece.find(b"\n")
        if found >= 0:
            return place + found + 1
        place += len(piece)
    return file.size()


if __name__ == "__main__":
    main()
