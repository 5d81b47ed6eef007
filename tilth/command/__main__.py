from tilth.command import main

main()
