"""The site: the same data as pages for people, made of the read side's answers. Plain HTML from
Jinja2 templates; view models are pure and know nothing of HTTP.
"""
