from toonverse.cli import main

main()
