"""`python -m converters` is the command `dragoman`."""

from converters.cli.main import main

if __name__ == "__main__":
    main()
