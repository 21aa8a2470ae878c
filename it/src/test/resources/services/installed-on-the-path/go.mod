module example.com/installed-on-the-path

go 1.19
