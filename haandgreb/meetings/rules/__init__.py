"""
The rules of better meetings: plain Python, no Django, no database, no clock.

Today and now are arguments, results are frozen dataclasses, and what is said on screen is chosen here by a key and
worded in the templates. Sources are named by section: "better meetings" is the description of HG-07, "2.5" the section
on meeting scores in the security and privacy requirements, which counts where the two differ.
"""
