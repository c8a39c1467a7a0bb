"""`python -m bench`: the command line of the runner."""

from bench.run import main

if __name__ == "__main__":
    main()
