"""A Spark cluster of two nodes on this machine: Spark starts a second attempt only on another host than the first."""
import contextlib
import pathlib
import socket
import subprocess
import tempfile
import time

HOSTS = ["127.0.0.1", "127.0.0.2"]


def free_port():
    with socket.socket() as asked:
        asked.bind((HOSTS[0], 0))
        return asked.getsockname()[1]


def listens(port):
    with socket.socket() as asked:
        return asked.connect_ex((HOSTS[0], port)) == 0


@contextlib.contextmanager
def of_two_nodes(home, environment, seconds=60):
    """Starts a master and two workers with one core each; gives the URL of the master."""
    port = free_port()
    url = f"spark://{HOSTS[0]}:{port}"
    environment = {name: value for name, value in environment.items() if name != "SPARK_LOCAL_IP"}
    processes = []

    def start(kind, host, *words):
        processes.append(subprocess.Popen(
            [home / "bin/spark-class", f"org.apache.spark.deploy.{kind}", "--host", host, "--webui-port", "0", *words],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    with tempfile.TemporaryDirectory(prefix="assay-nodes-", ignore_cleanup_errors=True) as folder:
        try:
            start("master.Master", HOSTS[0], "--port", str(port))
            began = time.monotonic()
            while not listens(port) and time.monotonic() - began < seconds:
                time.sleep(0.1)
            for host in HOSTS:
                work = str(pathlib.Path(folder, host))
                start("worker.Worker", host, "--cores", "1", "--memory", "1g", "--work-dir", work, url)
            yield url
        finally:
            for process in reversed(processes):
                process.terminate()
            for process in processes:
                process.wait()
