package x

func Do() {}
