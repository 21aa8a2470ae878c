module example.com/settings-of-the-environment

go 1.19
