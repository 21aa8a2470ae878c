module example.com/asks-who-it-is

go 1.19
